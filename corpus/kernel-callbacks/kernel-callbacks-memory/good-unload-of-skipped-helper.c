/* The mirror buffer is made where the machine has the feature only, by a helper that gives it out through its
 * parameter, and the unload routine asks before it frees it. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD DriverUnload;

static PVOID MirrorBuffer;

static NTSTATUS MakeBuffer(SIZE_T Length, PVOID *Buffer)
{
    PHYSICAL_ADDRESS highest;
    PVOID made;

    highest.QuadPart = 0xFFFFFFFF;
    made = MmAllocateContiguousMemory(Length, highest);
    if (made == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    *Buffer = made;
    return STATUS_SUCCESS;
}

static VOID DriverUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (MirrorBuffer != NULL)
        MmFreeContiguousMemory(MirrorBuffer);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = DriverUnload;
    if (ExIsProcessorFeaturePresent(PF_XMMI64_INSTRUCTIONS_AVAILABLE)) {
        status = MakeBuffer(PAGE_SIZE, &MirrorBuffer);
        if (!NT_SUCCESS(status))
            return status;
    }
    return STATUS_SUCCESS;
}
