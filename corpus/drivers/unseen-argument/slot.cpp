/* The driver's own template holds the keys in what it is given, a class whose header is missing. */
/* verdict: wdm-close-handles de-close-handles undetermined */
/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */
#include <ntddk.h>
#include <holders/handles.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

template <typename T> class Slot {
public:
    NTSTATUS Open(POBJECT_ATTRIBUTES Attributes)
    {
        return ZwOpenKey(&m_held, KEY_READ, Attributes);
    }

private:
    T m_held;
};

struct Pair {
    ULONG Count;
    Slot<unique_handle> Second;
};

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    Slot<unique_handle> first;
    Pair pair;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
    status = first.Open(&attributes);
    if (NT_SUCCESS(status))
        status = pair.Second.Open(&attributes);
    DriverObject->DriverUnload = Unload;
    return status;
}
