/* Unload leaves the address space of the process; the entry is in one twice. */
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
            goto Leave;
        *(PULONG)Shared = 0;
    Leave:
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
