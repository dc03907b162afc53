#include <ntddk.h>

typedef struct _SLUICE {
    LONG Opened;
} SLUICE, *PSLUICE;

DRIVER_DISPATCH SluiceRequest;
