/* egret.h: an old host adapter under the SCSI port driver. */
#pragma once

#include <miniport.h>
#include <scsi.h>

typedef struct _EGRET_ADAPTER {
    PUCHAR Base;
    UCHAR HostId;
    BOOLEAN IsPci;
} EGRET_ADAPTER, *PEGRET_ADAPTER;

typedef struct _EGRET_PROBE {
    ULONG NextBase;
} EGRET_PROBE, *PEGRET_PROBE;

/* find.c */
ULONG EgretFindAdapter(PVOID Extension, PVOID Context, PVOID Bus, PCHAR Arguments, PPORT_CONFIGURATION_INFORMATION Config,
                       PBOOLEAN Again);

/* io.c */
BOOLEAN EgretInitialize(PVOID Extension);
BOOLEAN EgretStartIo(PVOID Extension, PSCSI_REQUEST_BLOCK Srb);
BOOLEAN EgretInterrupt(PVOID Extension);
BOOLEAN EgretResetBus(PVOID Extension, ULONG PathId);
