/* parish: a file system that knows no volume yet. */
#pragma once
#include <ntifs.h>

#define PARISH_TAG 'sraP'

typedef struct _PARISH {
    PDEVICE_OBJECT Device;
    ERESOURCE Lock;
    LIST_ENTRY Volumes;
    NPAGED_LOOKASIDE_LIST Contexts;
    FAST_IO_DISPATCH FastIo;
} PARISH;

extern PARISH Parish;

DRIVER_DISPATCH ParishCreate;
DRIVER_DISPATCH ParishClose;
DRIVER_DISPATCH ParishControl;
DRIVER_DISPATCH ParishShutdown;
VOID ParishFillFastIo(PDRIVER_OBJECT DriverObject);
