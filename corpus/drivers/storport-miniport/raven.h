/* raven.h: a host bus adapter under StorPort. */
#pragma once

#include <storport.h>

#define RAVEN_RANGES 2
#define RAVEN_DEPTH 64

typedef struct _RAVEN_ADAPTER {
    PVOID Bar;
    ULONG NextTag;
    ULONG InFlight;
    BOOLEAN IsDumping;
} RAVEN_ADAPTER, *PRAVEN_ADAPTER;

typedef struct _RAVEN_REQUEST {
    ULONG Tag;
    PSCSI_REQUEST_BLOCK Srb;
} RAVEN_REQUEST, *PRAVEN_REQUEST;

extern BOOLEAN RavenDumping;

/* adapter.c */
HW_FIND_ADAPTER RavenFindAdapter;
HW_INITIALIZE RavenInitialize;
HW_ADAPTER_CONTROL RavenAdapterControl;
HW_RESET_BUS RavenResetBus;

/* io.c */
HW_BUILDIO RavenBuildIo;
HW_STARTIO RavenStartIo;
HW_INTERRUPT RavenInterrupt;
