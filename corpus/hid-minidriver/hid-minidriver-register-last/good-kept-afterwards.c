#include <ntddk.h>
#include <hidport.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PaddleUnload;
DRIVER_ADD_DEVICE PaddleAddDevice;
DRIVER_DISPATCH PaddleStub;
DRIVER_DISPATCH PaddleInternal;
DRIVER_DISPATCH PaddlePass;
DRIVER_DISPATCH PaddlePower;

typedef struct _PADDLE_EXTENSION {
    ULONG Buttons;
} PADDLE_EXTENSION;

VOID PaddleUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static PDRIVER_DISPATCH HidControl;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HID_MINIDRIVER_REGISTRATION paddle = {.Revision = HID_REVISION,
                                          .DriverObject = DriverObject,
                                          .RegistryPath = RegistryPath,
                                          .DeviceExtensionSize = sizeof(PADDLE_EXTENSION)};

    DriverObject->MajorFunction[IRP_MJ_CREATE] = PaddleStub;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = PaddleStub;
    DriverObject->MajorFunction[IRP_MJ_INTERNAL_DEVICE_CONTROL] = PaddleInternal;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = PaddlePass;
    DriverObject->MajorFunction[IRP_MJ_PNP] = PaddlePass;
    DriverObject->MajorFunction[IRP_MJ_POWER] = PaddlePower;
    DriverObject->DriverExtension->AddDevice = PaddleAddDevice;
    DriverObject->DriverUnload = PaddleUnload;
    NTSTATUS status = HidRegisterMinidriver(&paddle);

    if (NT_SUCCESS(status)) {
        PDRIVER_DISPATCH before = DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL];

        DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = PaddleInternal;
        HidControl = before;
    }
    return status;
}
