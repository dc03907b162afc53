#include <ntddk.h>

extern PIO_WORKITEM g_Errand;

DRIVER_DISPATCH ErrandCreate;
DRIVER_DISPATCH ErrandWrite;
