#include <ntddk.h>
#include "impl/all.h"
