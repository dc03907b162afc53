/* undetermined-ok */
/* The registry says how many devices there are; what was made is counted, and undone by the count. */
#include <ntddk.h>
#include <ntstrsafe.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PlotUnload;
DRIVER_DISPATCH PlotCreateClose;

enum { MOST_PLOTS = 12 };

static PDEVICE_OBJECT Plots[MOST_PLOTS];
static ULONG PlotCount;

static VOID RemovePlots(VOID)
{
    while (PlotCount) {
        PlotCount--;
        IoDeleteDevice(Plots[PlotCount]);
    }
}

VOID PlotUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    RemovePlots();
}

NTSTATUS PlotCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static NTSTATUS AddPlot(PDRIVER_OBJECT DriverObject, ULONG Number)
{
    WCHAR text[32];
    UNICODE_STRING name;
    NTSTATUS status;

    RtlStringCbPrintfW(text, sizeof(text), L"\\Device\\Plot%u", Number);
    RtlInitUnicodeString(&name, text);
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &Plots[Number]);
    if (NT_SUCCESS(status)) {
        Plots[Number]->Flags &= ~DO_DEVICE_INITIALIZING;
        PlotCount++;
    }
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG wanted = RegistryPath->Length % MOST_PLOTS, i;
    NTSTATUS status;

    DriverObject->MajorFunction[IRP_MJ_CREATE] = PlotCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = PlotCreateClose;
    DriverObject->DriverUnload = PlotUnload;
    for (i = 0; i < wanted; i++) {
        status = AddPlot(DriverObject, i);
        if (!NT_SUCCESS(status)) {
            RemovePlots();
            return status;
        }
    }
    return STATUS_SUCCESS;
}
