#include <ntddk.h>

typedef struct _SLIP {
    PDEVICE_OBJECT Device;
    LONG Opens;
} SLIP;

extern SLIP Slip;

_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) DRIVER_DISPATCH SlipCreateClose;
