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

static BOOLEAN PaddleIsQuiet(PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    if (!NT_SUCCESS(ZwOpenKey(&key, KEY_READ, &attributes)))
        return TRUE;
    ZwClose(key);
    return FALSE;
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
    if (PaddleIsQuiet(RegistryPath))
        return STATUS_SUCCESS; /* expect: hid-minidriver-register */
    RtlZeroMemory(&paddle, sizeof(paddle));
    paddle.Revision = HID_REVISION;
    paddle.DriverObject = DriverObject;
    paddle.RegistryPath = RegistryPath;
    paddle.DeviceExtensionSize = sizeof(PADDLE_EXTENSION);
    return HidRegisterMinidriver(&paddle);
}
