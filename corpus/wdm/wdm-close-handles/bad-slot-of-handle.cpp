/* The template holds a plain handle, beside a number whose header is missing: nobody closes it. */
#include <ntddk.h>
#include <types/numbers.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

template <typename T> class Slot {
public:
    NTSTATUS Open(POBJECT_ATTRIBUTES Attributes)
    {
        return ZwOpenKey(&m_held, KEY_READ, Attributes);
    }

private:
    T m_held;
};

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    Slot<HANDLE> slot;
    u32 count(0);

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(count);
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
    return slot.Open(&attributes); /* expect: wdm-close-handles */
}
