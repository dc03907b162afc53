#include <ntddk.h>
#include <wdf.h>

#define REEL_TAG 'leeR'

EVT_WDF_DRIVER_DEVICE_ADD ReelDeviceAdd;

NTSTATUS ReelStart(VOID);
VOID ReelStop(VOID);
