/* What the system gives has a type that `auto` takes, and so has the address of an element of it. */
#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

static ULONG CountRanges()
{
    const auto ranges = MmGetPhysicalMemoryRanges();
    ULONG count = 0;

    if (!ranges)
        return 0;
    for (;;) {
        const auto range = &ranges[count];

        if (!range->BaseAddress.QuadPart && !range->NumberOfBytes.QuadPart)
            break;
        count++;
    }
    ExFreePool(ranges);
    return count;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    return CountRanges() ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}
