/* The block is acquired by a notification routine, which is given the address of a local, and freed by the entry. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

typedef struct _ARRIVAL {
    KEVENT Seen;
    PVOID Name;
    NTSTATUS Result;
} ARRIVAL, *PARRIVAL;

static NTSTATUS OnArrival(PVOID Notification, PVOID Context)
{
    PARRIVAL arrival = Context;

    UNREFERENCED_PARAMETER(Notification);
    arrival->Name = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'virA');
    arrival->Result = arrival->Name ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    KeSetEvent(&arrival->Seen, IO_NO_INCREMENT, FALSE);
    return STATUS_SUCCESS;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID handle;
    ARRIVAL arrival;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeEvent(&arrival.Seen, NotificationEvent, FALSE);
    arrival.Result = STATUS_UNSUCCESSFUL;
    status = IoRegisterPlugPlayNotification(EventCategoryDeviceInterfaceChange, 0, NULL, DriverObject, OnArrival,
                                            &arrival, &handle);
    if (!NT_SUCCESS(status))
        return status;
    KeWaitForSingleObject(&arrival.Seen, Executive, KernelMode, FALSE, NULL);
    IoUnregisterPlugPlayNotificationEx(handle);
    if (!NT_SUCCESS(arrival.Result))
        return arrival.Result;
    ExFreePool(arrival.Name);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
