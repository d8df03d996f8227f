// An allocator to be preloaded: what it gives out is marked, and it ends the program when it is asked to free what
// another allocator gave out.
#include <sys/mman.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

constexpr std::size_t kArena = std::size_t{1} << 36U;
constexpr std::uint64_t kMark = 0x6D6174726F757465ULL;

struct Header {
  std::uint64_t mark;
  std::size_t bytes;
};

std::atomic<char*> next_free{nullptr};

char* arena() {
  static char* start = static_cast<char*>(
      mmap(nullptr, kArena, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
  return start;
}

void* give(std::size_t alignment, std::size_t bytes) {
  if (alignment < 16) alignment = 16;
  char* expected = nullptr;
  next_free.compare_exchange_strong(expected, arena());
  char* block = next_free.fetch_add(static_cast<std::ptrdiff_t>(bytes + alignment + sizeof(Header) + 16));
  auto address = reinterpret_cast<std::uintptr_t>(block) + sizeof(Header) + alignment - 1;
  address -= address % alignment;
  Header* header = reinterpret_cast<Header*>(address) - 1;
  *header = {kMark, bytes};
  return reinterpret_cast<void*>(address);
}

std::size_t bytes_of(void* block) {
  const Header* header = static_cast<Header*>(block) - 1;
  if (header->mark != kMark) abort();
  return header->bytes;
}

}  // namespace

extern "C" {

void* malloc(std::size_t bytes) { return give(16, bytes); }
void* calloc(std::size_t count, std::size_t bytes) { return give(16, count * bytes); }
void free(void* block) {
  if (block != nullptr) bytes_of(block);
}
void* realloc(void* block, std::size_t bytes) {
  void* moved = give(16, bytes);
  if (block != nullptr) std::memcpy(moved, block, bytes_of(block) < bytes ? bytes_of(block) : bytes);
  return moved;
}
void* memalign(std::size_t alignment, std::size_t bytes) { return give(alignment, bytes); }
void* aligned_alloc(std::size_t alignment, std::size_t bytes) { return give(alignment, bytes); }
int posix_memalign(void** block, std::size_t alignment, std::size_t bytes) {
  *block = give(alignment, bytes);
  return 0;
}
}
