#include <ntddk.h>

static PVOID g_Table;
static LONG g_Signalled;

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT)
{
    ExFreePool(g_Table);
}

static NTSTATUS OpenEvent(PUNICODE_STRING Name, PKEVENT *EventPtr)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE handle;

    InitializeObjectAttributes(&attributes, Name, OBJ_KERNEL_HANDLE, nullptr, nullptr);
    NTSTATUS status = ZwOpenEvent(&handle, EVENT_ALL_ACCESS, &attributes);
    if (!NT_SUCCESS(status))
        return status;
    status = ObReferenceObjectByHandle(handle, EVENT_ALL_ACCESS, *ExEventObjectType, KernelMode,
                                       reinterpret_cast<PVOID *>(EventPtr), nullptr);
    ZwClose(handle);
    return status;
}

static NTSTATUS ReadLowMemory()
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\KernelObjects\\LowMemoryCondition");
    struct Reference {
        PKEVENT Event = nullptr;
        ~Reference()
        {
            if (!this->Event)
                return;
            ObDereferenceObject(this->Event);
        }
    } low;

    NTSTATUS status = OpenEvent(&name, &low.Event);
    if (!NT_SUCCESS(status))
        return status;
    g_Signalled = KeReadStateEvent(low.Event);
    return STATUS_SUCCESS;
}

/* The reference lives no longer than the helper. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    NTSTATUS status = ReadLowMemory();

    if (!NT_SUCCESS(status))
        return status;
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 1024, 'lbaT');
    if (g_Table == nullptr)
        return STATUS_INSUFFICIENT_RESOURCES;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
