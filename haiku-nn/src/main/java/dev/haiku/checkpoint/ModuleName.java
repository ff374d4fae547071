package dev.haiku.checkpoint;

/**
 * The name of a parameter or of state in two parts.
 *
 * @param module the module path
 * @param name the name in the module
 */
record ModuleName(String module, String name) {

    /**
     * {@return the parts of a full name, such as {@code mlp/~/linear_0} and {@code w} of {@code mlp/~/linear_0/w}}
     *
     * @throws CheckpointException if it has not two parts
     */
    static ModuleName of(String fullName) {
        int slash = fullName.lastIndexOf('/');
        if (slash < 1 || slash == fullName.length() - 1) {
            throw new CheckpointException("The tensor '" + fullName
                    + "' cannot be a parameter or state, since its name is not a module path, a slash and a name."
                    + " Give it one with NameRules.");
        }
        return new ModuleName(fullName.substring(0, slash), fullName.substring(slash + 1));
    }

    @Override
    public String toString() {
        return module + "/" + name;
    }
}
