/* A table of lambdas says how each step is done and undone; where one fails, those before it stay. */
#include <ntddk.h>

#define STEPS_TAG 'petS'

extern "C" DRIVER_INITIALIZE DriverEntry;

namespace {
struct Step {
    NTSTATUS (*Do)(PDRIVER_OBJECT);
    void (*Undo)();
};

PDEVICE_OBJECT Device;
PVOID Table;
UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Stairs");

constexpr Step Steps[] = {
    {.Do = [](PDRIVER_OBJECT driver) -> NTSTATUS {
         return IoCreateDevice(driver, 0, &Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
     },
     .Undo = [] { IoDeleteDevice(Device); }},
    {.Do = [](PDRIVER_OBJECT) -> NTSTATUS {
         Table = ExAllocatePool2(POOL_FLAG_PAGED, 64, STEPS_TAG);
         return Table ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
     },
     .Undo = [] { ExFreePoolWithTag(Table, STEPS_TAG); }},
};

void UndoAll(SIZE_T count)
{
    while (count--)
        Steps[count].Undo();
}

NTSTATUS Dispatch(PDEVICE_OBJECT, PIRP irp)
{
    irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

void Unload(PDRIVER_OBJECT)
{
    UndoAll(ARRAYSIZE(Steps));
}
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    for (SIZE_T i = 0; i < ARRAYSIZE(Steps); i++) {
        if (auto status = Steps[i].Do(DriverObject); !NT_SUCCESS(status)) {
            return status; /* expect: legacy-nonpnp-undo-device-and-link */
        }
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
