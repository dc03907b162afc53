/* The mirror buffer is made where the machine has the feature only, by a helper that returns it, and the unload routine
 * frees it without asking. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD DriverUnload;

static struct {
    ULONG Length;
    PVOID Buffer;
} Mirror;

static PVOID MakeBuffer(SIZE_T Length)
{
    PHYSICAL_ADDRESS highest;
    PVOID made;

    highest.QuadPart = 0xFFFFFFFF;
    made = MmAllocateContiguousMemory(Length, highest);
    if (made != NULL)
        RtlZeroMemory(made, Length);
    return made;
}

static VOID DriverUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    MmFreeContiguousMemory(Mirror.Buffer); /* expect: kernel-callbacks-memory */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID buffer;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = DriverUnload;
    if (!ExIsProcessorFeaturePresent(PF_XMMI64_INSTRUCTIONS_AVAILABLE))
        return STATUS_SUCCESS;
    buffer = MakeBuffer(PAGE_SIZE);
    if (buffer == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Mirror.Length = PAGE_SIZE;
    Mirror.Buffer = buffer;
    return STATUS_SUCCESS;
}
