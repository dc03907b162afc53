#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Control;

struct Route {
    UCHAR Code;
    PDRIVER_DISPATCH Routine;
};

static constexpr Route Routes[] = {
    {.Code = IRP_MJ_CREATE, .Routine = Control},
    {.Code = IRP_MJ_CLOSE, .Routine = Control},
    {.Code = IRP_MJ_DEVICE_CONTROL, .Routine = nullptr},
};

/* An array that is given by reference is seen as its first element and their number; one of them is null. */
template <typename T> class View {
    T *first_;
    SIZE_T count_;

public:
    template <SIZE_T Count> constexpr View(T (&array)[Count]) : first_(array), count_(Count) {}
    constexpr T *begin() const { return first_; }
    constexpr T *end() const { return first_ + count_; }
};

static NTSTATUS Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteDevice(DriverObject->DeviceObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Astrolabe");
    PDEVICE_OBJECT device = nullptr;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (const auto &[code, routine] : View<const Route>(Routes))
        DriverObject->MajorFunction[code] = routine;
    DriverObject->DriverUnload = Unload;
    auto status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    return status; /* expect: wdm-dispatch-table */
}
