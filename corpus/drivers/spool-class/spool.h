/* spool.h: tape drives behind a SCSI or StorPort port driver, without the class library. */
#pragma once

#include <ntddk.h>
#include <srb.h>
#include <scsi.h>
#include <ntddscsi.h>
#include <ntddtape.h>
#include <wdmguid.h>

#define SPOOL_TAG 'lopS'

typedef struct _SPOOL_DRIVER {
    UNICODE_STRING Parameters; /* a copy of the registry path */
    LONG Drives;
} SPOOL_DRIVER, *PSPOOL_DRIVER;

typedef struct _SPOOL_DRIVE {
    PDEVICE_OBJECT Physical;
    PDEVICE_OBJECT Port;
    IO_REMOVE_LOCK Lock;
    ULONG Timeout;
} SPOOL_DRIVE, *PSPOOL_DRIVE;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SpoolUnload;
DRIVER_ADD_DEVICE SpoolAddDevice;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) DRIVER_DISPATCH SpoolOpenClose;
_Dispatch_type_(IRP_MJ_READ) _Dispatch_type_(IRP_MJ_WRITE) DRIVER_DISPATCH SpoolTransfer;
_Dispatch_type_(IRP_MJ_DEVICE_CONTROL) DRIVER_DISPATCH SpoolControl;
_Dispatch_type_(IRP_MJ_PNP) DRIVER_DISPATCH SpoolPnp;
_Dispatch_type_(IRP_MJ_POWER) DRIVER_DISPATCH SpoolPower;
_Dispatch_type_(IRP_MJ_SYSTEM_CONTROL) DRIVER_DISPATCH SpoolPassOn;

NTSTATUS SpoolSend(PDEVICE_OBJECT Port, PSCSI_REQUEST_BLOCK Srb, ULONG ControlCode);
NTSTATUS SpoolClaim(PDEVICE_OBJECT Port, BOOLEAN Release);
NTSTATUS SpoolForward(PDEVICE_OBJECT Device, PIRP Irp);
