#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static PVOID g_Obj;
static HANDLE g_Ev;

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    if (g_Obj)
        ObDereferenceObject(g_Obj);
    if (g_Ev)
        ZwClose(g_Ev);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES oa;
    HANDLE key = NULL;
    UNICODE_STRING n = RTL_CONSTANT_STRING(L"\\BaseNamedObjects\\Probe");
    NTSTATUS s;
    InitializeObjectAttributes(&oa, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    ZwOpenKey(&key, KEY_READ, &oa);
    if (key != NULL) {
        ZwFlushKey(key);
        ZwClose(key);
    }
    InitializeObjectAttributes(&oa, &n, OBJ_KERNEL_HANDLE, NULL, NULL);
    s = ZwCreateEvent(&g_Ev, EVENT_ALL_ACCESS, &oa, NotificationEvent, FALSE);
    switch (s) {
    case STATUS_SUCCESS:
    case STATUS_OBJECT_NAME_EXISTS:
        break;
    default:
        g_Ev = NULL;
        return s;
    }
    if ((s = ObReferenceObjectByHandle(g_Ev, EVENT_ALL_ACCESS, *ExEventObjectType, KernelMode, &g_Obj, NULL)) !=
        STATUS_SUCCESS) {
        ZwClose(g_Ev);
        g_Ev = NULL;
        return s;
    }
    KeSetEvent((PRKEVENT)g_Obj, 0, FALSE);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
