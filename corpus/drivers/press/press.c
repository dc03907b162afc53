/* One unit, put together from the driver's sources: none of them is compiled by itself. */
#include "press.h"
#include "pages.c"
#include "device.c"
#include "entry.c"
