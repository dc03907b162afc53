/* wisp.h: disks in memory, under StorPort without hardware. */
#pragma once

#include <storport.h>

typedef struct _WISP_ADAPTER {
    ULONG Disks;
    PIRP Service;
} WISP_ADAPTER, *PWISP_ADAPTER;

VIRTUAL_HW_FIND_ADAPTER WispFindAdapter;
HW_INITIALIZE WispInitialize;
HW_STARTIO WispStartIo;
HW_RESET_BUS WispResetBus;
HW_ADAPTER_CONTROL WispAdapterControl;
HW_FREE_ADAPTER_RESOURCES WispFreeAdapter;
HW_PROCESS_SERVICE_REQUEST WispService;
HW_COMPLETE_SERVICE_IRP WispServiceDone;
