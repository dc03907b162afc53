/* watcher: notes process, thread and image events for a reader in user mode. */
#pragma once
#include <ntddk.h>
#include <wdmsec.h>

#define WATCHER_TAG 'hctW'
#define WATCHER_LIMIT 512

typedef struct _WATCHER_EVENT {
    LIST_ENTRY Link;
    HANDLE ProcessId;
    ULONG Kind;
} WATCHER_EVENT, *PWATCHER_EVENT;

typedef struct _WATCHER {
    PDEVICE_OBJECT Device;
    LIST_ENTRY Events;
    FAST_MUTEX Lock;
    NPAGED_LOOKASIDE_LIST Lookaside;
    ULONG Count;
    LARGE_INTEGER Cookie;
    PVOID Objects;
    BOOLEAN Processes, Threads, Images, Registry;
} WATCHER;

extern WATCHER Watcher;
extern UNICODE_STRING WatcherLink;

NTSTATUS WatcherCreateControl(PDRIVER_OBJECT DriverObject);
VOID WatcherDeleteControl(VOID);
NTSTATUS WatcherStartCallbacks(PDRIVER_OBJECT DriverObject);
VOID WatcherStopCallbacks(VOID);
VOID WatcherNote(HANDLE ProcessId, ULONG Kind);
VOID WatcherDrain(VOID);
