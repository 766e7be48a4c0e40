/*
 * libentente: load a scenario, run an ensemble of it, read the results.
 *
 *     ent_scenario_load   a file, and what it extends, to plain structs      scenario/load.h
 *     ent_plan_init       a scenario to flat arrays                          model/plan.h
 *     ent_metrics_init    the metrics of a plan                              analysis/metrics.h
 *     ent_ensemble_run    members to distributions by variable and instant   ensemble/ensemble.h
 *
 * Whatever is made by ..._init, _load or _run is freed by the caller with its ..._free, the plan
 * before its scenario. Errors are values (base/error.h); the library never prints and never exits.
 */
#ifndef ENT_ENTENTE_H
#define ENT_ENTENTE_H

#include "analysis/metrics.h"
#include "base/diag.h"
#include "base/error.h"
#include "ensemble/ensemble.h"
#include "model/plan.h"
#include "scenario/load.h"
#include "scenario/writer.h"

#endif
