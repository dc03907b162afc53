#include <ntddk.h>
#include <bcrypt.h>

// What is null is a pointer, whether the stub headers know its type or nobody shows it.
class Vault {
    BCRYPT_KEY_HANDLE m_key = nullptr;
    ACME_SESSION m_session = nullptr;

public:
    NTSTATUS Open();
};

NTSTATUS Vault::Open()
{
    NTSTATUS status = AcmeOpen(&m_session, 1);

    if (!NT_SUCCESS(status))
        m_session = nullptr;
    m_key = nullptr;
    return status;
}

NTSTATUS test()
{
    Vault vault;

    return vault.Open();
}
