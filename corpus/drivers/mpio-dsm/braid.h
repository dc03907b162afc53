/* braid.h: chooses the path to a disk that is reached by several. */
#pragma once

#include <ntddk.h>
#include <dsm.h>

#define BRAID_TAG 'dirB'

typedef struct _BRAID {
    KSPIN_LOCK Lock;
    LIST_ENTRY Groups;
    ULONG NextPath;
    PVOID Mpio;
} BRAID, *PBRAID;

/* paths.c */
NTSTATUS BraidInquire(PVOID Context, PDEVICE_OBJECT Target, PDEVICE_OBJECT Port, PVOID Descriptor, PVOID Ids, PVOID *Id);
PVOID BraidGetPath(PVOID Context, PSCSI_REQUEST_BLOCK Srb, PVOID List, PVOID Current, NTSTATUS *Status);
NTSTATUS BraidRemovePath(PVOID Context, PVOID PathId);
