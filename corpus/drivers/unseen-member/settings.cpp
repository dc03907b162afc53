/* What holds the keys is of a class whose header is missing: as a member, in an array, as what a constructor is given or
 * what is assigned. Whether it closes them when the structure ends is not known. */
/* verdict: wdm-close-handles de-close-handles undetermined */
/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */
#include <ntddk.h>
#include <holders/handles.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

class Settings {
public:
    NTSTATUS Open(POBJECT_ATTRIBUTES Attributes)
    {
        return ZwOpenKey(&m_keys[0], KEY_READ, Attributes);
    }

private:
    ULONG m_count;
    unique_handle m_keys[2];
};

struct Parameters {
    HandleHolder Key;
};

class Owner {
public:
    explicit Owner(HANDLE Key) : m_key(Key)
    {
    }

private:
    unique_handle m_key;
};

static NTSTATUS Assign(POBJECT_ATTRIBUTES Attributes)
{
    unique_handle owner, none;
    HANDLE key;
    NTSTATUS status = ZwOpenKey(&key, KEY_READ, Attributes);

    if (NT_SUCCESS(status))
        owner = key;
    return status;
}

static NTSTATUS Give(POBJECT_ATTRIBUTES Attributes)
{
    HANDLE key;
    NTSTATUS status = ZwOpenKey(&key, KEY_READ, Attributes);

    if (!NT_SUCCESS(status))
        return status;
    Owner owner(key);
    return status;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    Settings settings;
    Parameters parameters;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
    status = settings.Open(&attributes);
    if (NT_SUCCESS(status))
        status = ZwOpenKey(&parameters.Key, KEY_READ, &attributes);
    if (NT_SUCCESS(status))
        status = Assign(&attributes);
    if (NT_SUCCESS(status))
        status = Give(&attributes);
    DriverObject->DriverUnload = Unload;
    return status;
}
