#include <ntddk.h>
#include <vector>

/* undetermined-ok: what stands in the vector is not known; the loop runs all the same. */
struct Served {
    UCHAR Code;
    PDRIVER_DISPATCH Routine;
};

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Answer;

static constexpr Served g_Served[] = {{IRP_MJ_CREATE, Answer}, {IRP_MJ_CLOSE, Answer}};
static PDEVICE_OBJECT g_Device;

static NTSTATUS Answer(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(g_Device);
}

static VOID Serve(PDRIVER_OBJECT DriverObject, const std::vector<Served> &all)
{
    for (const auto &one : all) {
        DriverObject->MajorFunction[one.Code] = one.Routine;
    }
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Probe");

    UNREFERENCED_PARAMETER(RegistryPath);
    Serve(DriverObject, std::vector<Served>(g_Served, g_Served + 2));
    DriverObject->DriverUnload = Unload;
    return IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
}
