/* What a step made has names of its own, and so has what the head of a statement makes. */
#include <ntddk.h>
#include <wdmsec.h>

struct Made {
    NTSTATUS status;
    PDEVICE_OBJECT device;
};

struct Served {
    UCHAR code;
    PDRIVER_DISPATCH routine;
};

static UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Ledger");
static UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\Ledger");
static PDEVICE_OBJECT ledger;

static Made MakeDevice(PDRIVER_OBJECT driver)
{
    Made made{};

    made.status = IoCreateDeviceSecure(driver, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                                       &SDDL_DEVOBJ_SYS_ALL_ADM_ALL, &GUID_NULL, &made.device);
    return made;
}

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
    IoDeleteDevice(ledger);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    auto [status, device] = MakeDevice(driver);

    if (!NT_SUCCESS(status))
        return status;
    switch (auto linked = IoCreateSymbolicLink(&link, &name); linked) {
    case STATUS_SUCCESS:
        break;
    default:
        IoDeleteDevice(device);
        return linked;
    }
    ledger = device;
    for (const auto &[code, routine] : {Served{IRP_MJ_CREATE, Answer}, Served{IRP_MJ_CLOSE, Answer}})
        driver->MajorFunction[code] = routine;
    driver->DriverUnload = Unload;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
