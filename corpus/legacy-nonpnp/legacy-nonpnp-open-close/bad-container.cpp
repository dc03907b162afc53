/* The loop over a container of a library only tells of the routines: how many rounds it has is of no account. */
#include <ntddk.h>
#include <vector>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Done;

struct Routine {
    ULONG Code;
    PDRIVER_DISPATCH Run;
};

static const std::vector<Routine> Routines = {{IRP_MJ_CREATE, Done}, {IRP_MJ_CLOSE, Done}};
static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Stilt");
static PDEVICE_OBJECT Device;

static NTSTATUS Done(PDEVICE_OBJECT, PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT)
{
    IoDeleteDevice(Device);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    for (size_t i = 0; i < Routines.size(); i++)
        DbgPrint("routine for %lu\n", Routines[i].Code);
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Done;
    DriverObject->DriverUnload = Unload;
    return IoCreateDevice(DriverObject, 0, &Name, /* expect: legacy-nonpnp-open-close */
                          FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
}
