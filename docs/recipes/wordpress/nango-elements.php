<?php
/**
 * Plugin Name: Nango elements
 */
add_action('wp_enqueue_scripts', function () {
    wp_enqueue_script('nango-elements', plugins_url('nango-elements.min.js', __FILE__), [], null, true);
});
