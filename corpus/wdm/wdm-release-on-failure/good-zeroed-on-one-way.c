#include <ntddk.h>

/* The state of the driver begins as zeroes, and is filled with them again on one of two ways: there is no worker yet. */
#define POOL_TAG 'yawZ'

typedef struct _STATE {
    PVOID Log;
    PVOID Worker;
    ULONG Rounds;
} STATE;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD StateUnload;

static STATE g_State;
extern ULONG g_StartsAnew;

VOID StateUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_State.Log, POOL_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID log;

    UNREFERENCED_PARAMETER(RegistryPath);
    log = ExAllocatePool2(POOL_FLAG_NON_PAGED, 128, POOL_TAG);
    if (log == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    if (g_StartsAnew)
        RtlZeroMemory(&g_State, sizeof(g_State));
    if (g_State.Worker != NULL)
        return STATUS_ALREADY_INITIALIZED;
    g_State.Log = log;
    DriverObject->DriverUnload = StateUnload;
    return STATUS_SUCCESS;
}
