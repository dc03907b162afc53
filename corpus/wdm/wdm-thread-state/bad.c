/* The helper leaves the address space only where the image is one. */
#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static NTSTATUS ReadSignature(PVOID Image, PUSHORT Signature)
{
    KAPC_STATE state;

    KeStackAttachProcess(PsInitialSystemProcess, &state);
    *Signature = *(PUSHORT)Image;
    if (*Signature != 0x5A4D) {
        return STATUS_INVALID_IMAGE_FORMAT;
    }
    KeUnstackDetachProcess(&state);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    USHORT signature;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return ReadSignature(DriverObject->DriverStart, &signature); /* expect: wdm-thread-state */
}
