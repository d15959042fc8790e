// What the routes of postings share.
#pragma once

#include <optional>

#include "api/posting.h"
#include "api/postings.h"
#include "api/resource.h"

namespace kaam::api {

// Those of whoever asks; kReadsOnly on a server without the store's key.
ProblemOr<Postings> PostingsOf(const Ask& ask);

// Why this employer may not be named by whoever asks: only a portal posts for others.
std::optional<Problem> EmployerFault(const Ask& ask, const Postings& postings,
                                     const records::Opening& opening);

// POST /v1/postings:import.
Resource ImportResource();

}  // namespace kaam::api
