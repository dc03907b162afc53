#include <ntddk.h>

/* Timers and MDLs are allocations, too. */
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PulseUnload;
EXT_CALLBACK PulseBeat;

static PEX_TIMER g_Beat;
static PMDL g_Window;
static UCHAR g_Page[512];

VOID PulseBeat(PEX_TIMER Timer, PVOID Context)
{
    UNREFERENCED_PARAMETER(Timer);
    UNREFERENCED_PARAMETER(Context);
}

VOID PulseUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteTimer(g_Beat, TRUE, TRUE, NULL);
    IoFreeMdl(g_Window);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Window = IoAllocateMdl(g_Page, sizeof(g_Page), FALSE, FALSE, NULL);
    if (g_Window == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    MmBuildMdlForNonPagedPool(g_Window);
    g_Beat = ExAllocateTimer(PulseBeat, NULL, EX_TIMER_HIGH_RESOLUTION);
    if (g_Beat == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto Exit;
    }
    DriverObject->DriverUnload = PulseUnload;
Exit:
    if (!NT_SUCCESS(status)) {
        IoFreeMdl(g_Window);
    }
    return status;
}
