/* Each step gives a status and a value in one object; who has it reaches the value by a reference. */
#include <ntddk.h>
#include <wdmsec.h>

template <class VALUE> class Outcome {
public:
    Outcome(VALUE made) : value(made), status(STATUS_SUCCESS) {}
    static Outcome Failed(NTSTATUS why)
    {
        Outcome outcome;

        outcome.status = why;
        return outcome;
    }
    explicit operator bool() const { return NT_SUCCESS(status); }
    NTSTATUS Status() const { return status; }
    VALUE &Value() { return value; }

private:
    Outcome() : value(), status(STATUS_UNSUCCESSFUL) {}
    VALUE value;
    NTSTATUS status;
};

static UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Tally");
static UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\Tally");
static PDEVICE_OBJECT tally;

static Outcome<PDEVICE_OBJECT> MakeDevice(PDRIVER_OBJECT driver)
{
    PDEVICE_OBJECT device = nullptr;
    NTSTATUS status = IoCreateDeviceSecure(driver, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                                           &SDDL_DEVOBJ_SYS_ALL_ADM_ALL, &GUID_NULL, &device);

    if (!NT_SUCCESS(status))
        return Outcome<PDEVICE_OBJECT>::Failed(status);
    return device;
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
    IoDeleteDevice(tally);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    auto device = MakeDevice(driver);

    if (!device)
        return device.Status();
    NTSTATUS status = IoCreateSymbolicLink(&link, &name);

    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device.Value());
        return status;
    }
    tally = device.Value();
    driver->MajorFunction[IRP_MJ_CREATE] = Answer;
    driver->MajorFunction[IRP_MJ_CLOSE] = Answer;
    driver->DriverUnload = Unload;
    tally->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
