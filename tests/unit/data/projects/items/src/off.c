int off(void)
{
    return 0;
}
