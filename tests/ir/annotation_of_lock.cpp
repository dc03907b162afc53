// Annotations that only macros of the driver spell take arguments: what stands around them is read.
#include <ntddk.h>

#define GUARDED_BY_(lock) _Requires_lock_held_(lock) _IRQL_saves_global_(OldIrql, lock)
#define TAKES_(lock) _Acquires_shared_lock_(lock)

class Lock {
public:
    Lock() : m_lock(nullptr)
    {
    }

    TAKES_(this->m_lock) void Take()
    {
    }

    GUARDED_BY_(this->m_lock) void Release()
    {
        m_lock = nullptr;
    }

private:
    PVOID m_lock;
};

NTSTATUS test(void)
{
    Lock lock;

    lock.Take();
    lock.Release();
    return STATUS_SUCCESS;
}
