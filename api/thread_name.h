// The name that top, perf and a debugger show for a thread.
#pragma once

#include <pthread.h>

namespace kaam::api {

// At most 15 bytes; a longer name is not taken.
inline void NameThisThread(const char* name) { pthread_setname_np(pthread_self(), name); }

}  // namespace kaam::api
