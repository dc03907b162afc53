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

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HID_MINIDRIVER_REGISTRATION paddle;

    DriverObject->MajorFunction[IRP_MJ_CREATE] = PaddleStub;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = PaddleStub;
    DriverObject->MajorFunction[IRP_MJ_INTERNAL_DEVICE_CONTROL] = PaddleInternal;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = PaddlePass;
    DriverObject->MajorFunction[IRP_MJ_PNP] = PaddlePass;
    DriverObject->MajorFunction[IRP_MJ_POWER] = PaddlePower;
    DriverObject->DriverExtension->AddDevice = PaddleAddDevice;
    DriverObject->DriverUnload = PaddleUnload;
    RtlZeroMemory(&paddle, sizeof(paddle));
    paddle.DriverObject = DriverObject;
    paddle.RegistryPath = RegistryPath;
    paddle.DeviceExtensionSize = sizeof(PADDLE_EXTENSION);
    return HidRegisterMinidriver(&paddle); /* expect: hid-minidriver-registration */
}
