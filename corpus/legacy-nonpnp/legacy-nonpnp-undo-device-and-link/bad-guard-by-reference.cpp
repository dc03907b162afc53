/* What undoes the device holds the variable by a reference, and leaves it when it is told to: too early. */
#include <ntddk.h>
#include <wdmsec.h>

class Undo {
public:
    explicit Undo(PDEVICE_OBJECT &device) : held(device) {}
    ~Undo()
    {
        if (isOwner)
            IoDeleteDevice(held);
    }
    void Leave() { isOwner = false; }

private:
    PDEVICE_OBJECT &held;
    bool isOwner = true;
};

static UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Abacus");
static UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\Abacus");
static PDEVICE_OBJECT abacus;

static NTSTATUS Answer(PDEVICE_OBJECT, PIRP irp)
{
    irp->IoStatus.Status = STATUS_SUCCESS;
    irp->IoStatus.Information = 0;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT)
{
    IoDeleteSymbolicLink(&link);
    IoDeleteDevice(abacus);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    PDEVICE_OBJECT device = nullptr;
    NTSTATUS status = IoCreateDeviceSecure(driver, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                                           &SDDL_DEVOBJ_SYS_ALL_ADM_ALL, &GUID_NULL, &device);

    if (!NT_SUCCESS(status))
        return status;
    Undo undo(device);

    undo.Leave();
    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status))
        return status; /* expect: legacy-nonpnp-undo-device-and-link */
    abacus = device;
    driver->MajorFunction[IRP_MJ_CREATE] = Answer;
    driver->MajorFunction[IRP_MJ_CLOSE] = Answer;
    driver->DriverUnload = Unload;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
