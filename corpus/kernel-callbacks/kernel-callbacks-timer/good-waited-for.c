#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
}

static NTSTATUS ReadDevice(ULONG n)
{
    return n > 3 ? STATUS_IO_TIMEOUT : STATUS_SUCCESS;
}

static VOID Pause(LONG ms)
{
    KTIMER t;
    LARGE_INTEGER due;
    due.QuadPart = -10000LL * ms;
    KeInitializeTimer(&t);
    KeSetTimer(&t, due, NULL);
    KeWaitForSingleObject(&t, Executive, KernelMode, FALSE, NULL);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    ULONG i;
    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i < 3; i++) {
        Pause(10);
        status = ReadDevice(i);
        if (NT_SUCCESS(status))
            break;
    }
    if (!NT_SUCCESS(status))
        return status;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
