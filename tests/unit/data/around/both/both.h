#include "below/deeper.h"
NTSTATUS Both(PDRIVER_OBJECT D);
