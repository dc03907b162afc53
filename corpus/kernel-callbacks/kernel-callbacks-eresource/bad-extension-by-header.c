#include <ntddk.h>

/* Every extension of this driver begins with a header that tells what it is. */

#define NODE_CONTROL 0xC0DE
#define NODE_VOLUME 0x701

typedef struct _NODE {
    ULONG Type;
    LONG References;
} NODE, *PNODE;

typedef struct _CONTROL_EXTENSION {
    NODE Node;
    LIST_ENTRY Volumes;
    ERESOURCE VolumesLock;
} CONTROL_EXTENSION, *PCONTROL_EXTENSION;

static PDEVICE_OBJECT g_Control;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static VOID SetNode(PDEVICE_OBJECT Device, ULONG Type)
{
    PNODE node = (PNODE)Device->DeviceExtension;

    node->Type = Type;
    node->References = 1;
}

static VOID DeleteNode(PDEVICE_OBJECT Device)
{
    PCONTROL_EXTENSION control = (PCONTROL_EXTENSION)Device->DeviceExtension;

    if (control->Node.Type == NODE_CONTROL)
        ExDeleteResourceLite(&control->VolumesLock);
    IoDeleteDevice(Device);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    DeleteNode(g_Control);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PCONTROL_EXTENSION control;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, sizeof(CONTROL_EXTENSION), NULL, FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN, FALSE, &g_Control);
    if (!NT_SUCCESS(status))
        return status;
    SetNode(g_Control, NODE_VOLUME);
    control = (PCONTROL_EXTENSION)g_Control->DeviceExtension;
    InitializeListHead(&control->Volumes);
    ExInitializeResourceLite(&control->VolumesLock); /* expect: kernel-callbacks-eresource */
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"nodes");
    if (!NT_SUCCESS(status)) {
        DeleteNode(g_Control);
        return status; /* expect: kernel-callbacks-eresource */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
