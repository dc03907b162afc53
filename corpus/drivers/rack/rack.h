/* rack.h: a bus driver for a rack of line cards. */
#pragma once

#include <ntddk.h>
#include <initguid.h>
#include <wdmguid.h>

#define RACK_TAG 'kcaR'
#define RACK_SLOTS 8
#define IOCTL_RACK_RESCAN CTL_CODE(FILE_DEVICE_BUS_EXTENDER, 0x801, METHOD_BUFFERED, FILE_WRITE_ACCESS)

typedef enum _RACK_STATE { RackStopped, RackStarted, RackRemoved } RACK_STATE;

/* Both kinds of device begin with this. */
typedef struct _RACK_COMMON {
    PDEVICE_OBJECT Self;
    BOOLEAN IsCard;
    RACK_STATE State;
} RACK_COMMON, *PRACK_COMMON;

typedef struct _RACK_FDO {
    RACK_COMMON Common;
    PDEVICE_OBJECT Lower, PhysicalDevice;
    FAST_MUTEX Lock;
    PDEVICE_OBJECT Cards[RACK_SLOTS];
} RACK_FDO, *PRACK_FDO;

typedef struct _RACK_CARD {
    RACK_COMMON Common;
    PRACK_FDO Rack;
    ULONG Slot;
    BOOLEAN IsReported;
} RACK_CARD, *PRACK_CARD;

typedef struct _RACK_GLOBALS {
    UNICODE_STRING RegistryPath;
    ULONG Present; /* a bit for each slot */
} RACK_GLOBALS;

extern RACK_GLOBALS Rack;

DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE RackAddDevice;
DRIVER_UNLOAD RackUnload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) DRIVER_DISPATCH RackOpenClose;
_Dispatch_type_(IRP_MJ_PNP) DRIVER_DISPATCH RackPnp;
_Dispatch_type_(IRP_MJ_POWER) DRIVER_DISPATCH RackPower;
_Dispatch_type_(IRP_MJ_SYSTEM_CONTROL) DRIVER_DISPATCH RackSystemControl;
_Dispatch_type_(IRP_MJ_DEVICE_CONTROL) DRIVER_DISPATCH RackControl;

NTSTATUS RackFinish(PIRP Irp, NTSTATUS Status);
NTSTATUS RackPassOn(PRACK_FDO Fdo, PIRP Irp);
NTSTATUS RackFdoPnp(PRACK_FDO Fdo, PIRP Irp);
NTSTATUS RackCardPnp(PRACK_CARD Card, PIRP Irp);
NTSTATUS RackMakeCard(PRACK_FDO Fdo, ULONG Slot);
VOID RackDropCard(PRACK_CARD Card);
