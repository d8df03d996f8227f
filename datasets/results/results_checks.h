// The three rounds of checking a results file. Private to the results sources.
#pragma once

#include "datasets/io/hdf5_util.h"
#include "datasets/results/results_faults.h"
#include "datasets/results/results_file.h"

namespace matroute {

// Every dataset is there, has its type and as many rows as its table, and every chunk can be read.
void check_storage(const H5File& file, FaultList& faults);

// Every value of every column obeys the rule of its kind. Only for files without faults in storage.
void check_columns(const H5File& file, FaultList& faults);

// What is asked of whole targets: probabilities, coefficients, quantiles, the summary. Only for files without faults
// in their columns.
void check_targets(const H5File& file, FaultList& faults);

}  // namespace matroute
