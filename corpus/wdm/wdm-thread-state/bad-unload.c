/* Unload ends in the address space of the process where there is nothing to do. */
#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PEPROCESS Client;
static PVOID Shared;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    KAPC_STATE state;

    UNREFERENCED_PARAMETER(DriverObject);
    if (Client != NULL) {
        KeStackAttachProcess(Client, &state);
        if (Shared == NULL)
            return; /* expect: wdm-thread-state */
        *(PULONG)Shared = 0;
        KeUnstackDetachProcess(&state);
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KAPC_STATE outer, inner;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    Client = PsInitialSystemProcess;
    KeStackAttachProcess(PsInitialSystemProcess, &outer);
    KeStackAttachProcess(PsInitialSystemProcess, &inner);
    KeUnstackDetachProcess(&inner);
    KeUnstackDetachProcess(&outer);
    return STATUS_SUCCESS;
}
