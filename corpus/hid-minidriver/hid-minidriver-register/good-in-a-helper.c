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

static VOID PaddleEntryPoints(PDRIVER_OBJECT Driver)
{
    Driver->MajorFunction[IRP_MJ_CREATE] = PaddleStub;
    Driver->MajorFunction[IRP_MJ_CLOSE] = PaddleStub;
    Driver->MajorFunction[IRP_MJ_INTERNAL_DEVICE_CONTROL] = PaddleInternal;
    Driver->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = PaddlePass;
    Driver->MajorFunction[IRP_MJ_PNP] = PaddlePass;
    Driver->MajorFunction[IRP_MJ_POWER] = PaddlePower;
    Driver->DriverExtension->AddDevice = PaddleAddDevice;
    Driver->DriverUnload = PaddleUnload;
}

static NTSTATUS PaddleRegister(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath, ULONG Size)
{
    HID_MINIDRIVER_REGISTRATION paddle = {
        .Revision = HID_REVISION,
        .DriverObject = DriverObject,
        .RegistryPath = RegistryPath,
        .DeviceExtensionSize = Size,
    };

    return HidRegisterMinidriver(&paddle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    PaddleEntryPoints(DriverObject);
    status = PaddleRegister(DriverObject, RegistryPath, sizeof(PADDLE_EXTENSION));
    if (!NT_SUCCESS(status))
        DbgPrint("paddle: no registration, 0x%x\n", status);
    return status;
}
