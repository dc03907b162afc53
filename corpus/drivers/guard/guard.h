/* guard.h: a minifilter that refuses writes to files on its list and reports them through a port. */
#pragma once

#include <fltKernel.h>

#define GUARD_TAG       'draG'
#define GUARD_PORT_NAME L"\\GuardPort"
#define GUARD_MOST_TEXT 256

/* Extensions, each with its end, the last with one more. */
typedef struct _GUARD_RULES {
    WCHAR Text[GUARD_MOST_TEXT];
} GUARD_RULES, *PGUARD_RULES;

typedef struct _GUARD_REPORT {
    ULONG ProcessId;
    ULONG MajorFunction;
} GUARD_REPORT, *PGUARD_REPORT;

typedef struct _GUARD_DATA {
    PDRIVER_OBJECT DriverObject;
    PFLT_FILTER Filter;
    PFLT_PORT ServerPort;
    PFLT_PORT ClientPort;
    PGUARD_RULES Rules;
    ERESOURCE RuleLock;
    NPAGED_LOOKASIDE_LIST Reports;
} GUARD_DATA;

extern GUARD_DATA Guard;

/* operations.c */
FLT_PREOP_CALLBACK_STATUS GuardPreWrite(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context);
NTSTATUS GuardInstanceSetup(PCFLT_RELATED_OBJECTS Objects, FLT_INSTANCE_SETUP_FLAGS Flags, DEVICE_TYPE DeviceType,
                            FLT_FILESYSTEM_TYPE FileSystem);
