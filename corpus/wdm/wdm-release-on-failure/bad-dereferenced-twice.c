/* Two references are given back once more than they were taken: by the entry, and by unloading. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PumpUnload;

static PFILE_OBJECT g_File;
static PDEVICE_OBJECT g_Lower, g_Own;

VOID PumpUnload(PDRIVER_OBJECT DriverObject)
{
    ObDereferenceObject(g_File);
    ObDereferenceObject(g_File); /* expect: wdm-release-on-failure */
    IoDeleteDevice(DriverObject->DeviceObject);
    IoDeleteDevice(g_Own); /* expect: wdm-release-on-failure */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\PumpBus");
    OBJECT_ATTRIBUTES attributes;
    HANDLE event;
    PVOID object;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeObjectAttributes(&attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ZwCreateEvent(&event, EVENT_ALL_ACCESS, &attributes, NotificationEvent, FALSE);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = ObReferenceObjectByHandle(event, EVENT_ALL_ACCESS, *ExEventObjectType, KernelMode, &object, NULL);
    ZwClose(event);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = IoGetDeviceObjectPointer(&name, FILE_READ_DATA, &g_File, &g_Lower);
    ObDereferenceObject(object);
    if (!NT_SUCCESS(status)) {
        ObDereferenceObject(object); /* expect: wdm-release-on-failure */
        return status;
    }
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Own);
    if (!NT_SUCCESS(status)) {
        ObDereferenceObject(g_File);
        return status;
    }
    DriverObject->DriverUnload = PumpUnload;
    return STATUS_SUCCESS;
}
