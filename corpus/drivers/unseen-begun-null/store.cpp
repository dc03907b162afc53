/* Members of a global object, of classes whose header is missing, are begun with null, and are given a key, a block and
 * a device: whether these classes release them is open. */
/* verdict: wdm-close-handles de-close-handles undetermined */
/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */
/* verdict: legacy-nonpnp-undo-device-and-link cd-unload-deletes undetermined */
/* verdict: wdm-failure-propagated de-return-failure-propagates satisfied */
#include <ntddk.h>
#include <holders/handles.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

class Store {
    RegistryKey m_key{nullptr};
    pool_ptr m_block{nullptr};
    DeviceHolder m_device{nullptr};

public:
    NTSTATUS Open(POBJECT_ATTRIBUTES Attributes)
    {
        return ZwOpenKey(&m_key, KEY_READ, Attributes);
    }
    NTSTATUS Fill(SIZE_T Size)
    {
        m_block = static_cast<pool_ptr>(ExAllocatePool2(POOL_FLAG_PAGED, Size, 'rots'));
        return m_block ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    }
    NTSTATUS Show(PDRIVER_OBJECT DriverObject)
    {
        PDEVICE_OBJECT device;
        NTSTATUS status =
            IoCreateDevice(DriverObject, 0, nullptr, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);

        if (NT_SUCCESS(status))
            m_device.reset(device);
        return status;
    }
};

static Store g_Store;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
    DriverObject->DriverUnload = Unload;
    status = g_Store.Open(&attributes);
    if (NT_SUCCESS(status))
        status = g_Store.Fill(64);
    if (NT_SUCCESS(status))
        status = g_Store.Show(DriverObject);
    return status;
}
