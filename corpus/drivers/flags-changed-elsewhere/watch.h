#ifndef WATCH_H
#define WATCH_H

#include <fltKernel.h>

#define HAVE_FILTER 0x1
#define HAVE_WATCH 0x2

typedef struct _WATCH_DATA {
    ULONG Have;
    PFLT_FILTER Filter;
    PFLT_PORT Client;
} WATCH_DATA;

extern WATCH_DATA Watch;

VOID OnProcess(PEPROCESS Process, HANDLE Id, PPS_CREATE_NOTIFY_INFO Info);

#endif
